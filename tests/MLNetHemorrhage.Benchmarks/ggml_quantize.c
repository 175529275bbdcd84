/* Quantizes the same weights as the ggml benchmark with ggml's own code: for every line "TYPE 0|1" (1: with importance) on standard
   input, the wall-clock seconds of one pass over 256 rows of 4096 weights. Built and started by ggml_compare.py. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ggml.h"

enum { ROWS = 256, COLUMNS = 4096 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(void)
{
    struct ggml_init_params params = { 1 << 20, NULL, 0 };
    ggml_init(params);
    float *values = malloc(sizeof(float) * ROWS * COLUMNS), *importance = malloc(sizeof(float) * COLUMNS);
    void *bytes = malloc(sizeof(float) * ROWS * COLUMNS);
    srand(1);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        double u = (rand() + 1.0) / (RAND_MAX + 2.0), v = rand() / (RAND_MAX + 1.0);
        values[i] = (float)(0.02 * sqrt(-2 * log(u)) * cos(6.283185307179586 * v));
    }
    for (int j = 0; j < COLUMNS; j++) importance[j] = rand() / (float)RAND_MAX;
    char name[64];
    int weighted;
    while (scanf("%63s %d", name, &weighted) == 2) {
        int type = 0;
        while (type < GGML_TYPE_COUNT && (ggml_type_name(type) == NULL || strcasecmp(ggml_type_name(type), name) != 0)) type++;
        if (type == GGML_TYPE_COUNT) return 2;
        double start = now();
        ggml_quantize_chunk(type, values, bytes, 0, ROWS, COLUMNS, weighted ? importance : NULL);
        printf("%.9f\n", now() - start);
        fflush(stdout);
    }
    return 0;
}
