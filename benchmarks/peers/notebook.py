# The notebook that stillmotion began with, as a script: notebook.py PICTURE FILM
# Prints how long saving the film took, in seconds.
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation
from skimage.io import imread
from skimage.transform import resize

picture, film = sys.argv[1:]
im = resize(imread(picture), (200, 200), anti_aliasing=True)
fig, ax = plt.subplots()
ax.axis("off")
h = ax.imshow(im)


def animate(f):
    h.set_data(np.roll(im, f, 1))
    ax.set_title(f"Frame {f:3d}")
    return (h,)


animation = FuncAnimation(fig, animate, 220, interval=200)
started = time.perf_counter()
animation.save(film)
print(time.perf_counter() - started)
